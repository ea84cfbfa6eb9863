/** Where this account is signed in, and signing one of them out. */
import { useState } from "preact/hooks";
import type { components } from "../../api/schema";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { asProblem } from "../../kernel/problem";
import { moment } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { FieldError } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { problemWords, Ready } from "../../ui/States";

type Device = components["schemas"]["Device"];

export default function Devices() {
  const found = useAsk(() => take(api.GET("/api/v1/sessions")));
  const [error, setError] = useState<string>();
  const end = async ({ id }: Device) => {
    try {
      await take(api.DELETE("/api/v1/sessions/{session_id}", { params: { path: { session_id: id } } }));
      announce(t("accounts.device_ended"));
      setError(undefined);
    } catch (caught) {
      setError(problemWords(asProblem(caught)));
    }
    found.again();
  };
  return (
    <Page title={t("accounts.devices")} under={t("accounts.devices_note")} back="/settings">
      {error && <FieldError>{error}</FieldError>}
      <Ready of={found}>
        {({ items }) => (
          <RowList>
            {items.map((device) => (
              <Row
                key={device.id}
                icon="phone"
                title={device.label || t("accounts.some_device")}
                second={t("accounts.last_seen", { time: moment(device.last_seen_at) })}
                end={<End device={device} end={() => void end(device)} />}
              />
            ))}
          </RowList>
        )}
      </Ready>
    </Page>
  );
}

function End({ device, end }: { device: Device; end: () => void }) {
  if (device.current) return <Chip tone="done">{t("accounts.this_device")}</Chip>;
  const name = device.label || t("accounts.some_device");
  return (
    <Button kind="second" pill onClick={end} label={t("accounts.sign_out_device", { name })}>
      {t("accounts.sign_out")}
    </Button>
  );
}
