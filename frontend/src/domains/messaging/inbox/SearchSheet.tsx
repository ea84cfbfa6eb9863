import { t } from "../../../kernel/i18n";
import { Sheet } from "../../../ui/Dialog";
import { Search } from "../Search";

export default function SearchSheet({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  return (
    <Sheet open onClose={onClose} title={t("messaging.search")}>
      <Search patient={patientId} base="/inbox/" onOpen={onClose} />
    </Sheet>
  );
}
