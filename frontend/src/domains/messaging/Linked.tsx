/** Words with what can be tapped in them; nothing here is read as markup, and nothing is fetched. */
import { straight } from "../../kernel/bidi";
import { pieces } from "./links";

export default function Linked({ children }: { children: string }) {
  return (
    <>
      {pieces(children).map((piece, n) =>
        typeof piece === "string" ? (
          straight(piece)
        ) : (
          <a
            key={n}
            dir="ltr"
            href={piece.href}
            rel="noopener noreferrer nofollow"
            target={piece.href.startsWith("http") ? "_blank" : undefined}
          >
            {piece.words}
          </a>
        ),
      )}
    </>
  );
}
