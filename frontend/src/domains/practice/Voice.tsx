/** Reads the captions aloud, where the phone itself has a voice for the language: no text leaves it. */
import { useEffect, useState } from "preact/hooks";
import { language, t } from "../../kernel/i18n";
import { Switch } from "../../ui/Choice";

function ownVoice(tongue: string): SpeechSynthesisVoice | undefined {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.find(({ lang, localService }) => localService && lang.startsWith(tongue));
}

export function Voice({ text }: { text: string }) {
  const [voice, setVoice] = useState(() => ownVoice(language.value));
  const [on, setOn] = useState(false);
  useEffect(() => {
    const look = () => setVoice(ownVoice(language.value));
    globalThis.speechSynthesis?.addEventListener?.("voiceschanged", look);
    return () => globalThis.speechSynthesis?.removeEventListener?.("voiceschanged", look);
  }, []);
  useEffect(() => {
    if (!on || !voice || !text) return;
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voice;
    said.lang = voice.lang;
    said.rate = 0.9;
    speechSynthesis.speak(said);
    return () => speechSynthesis.cancel();
  }, [on, voice, text]);
  if (!voice) return null;
  return (
    <Switch atEnd on={on} onChange={setOn}>
      {t("practice.voice")}
    </Switch>
  );
}
