import type { ReactNode } from "react";
import { useCaller } from "../../shell/session";
import { Page, Section } from "../../ui/Page";

/** A part of the settings, with tabs to the others. */
export function SettingsPage({
  title,
  lead,
  actions,
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const caller = useCaller();
  const tabs = [
    { to: "/settings/usage", label: "Usage" },
    { to: "/settings/keys", label: "API keys" },
    ...(caller.is_admin ? [{ to: "/settings/people", label: "People" }] : []),
    { to: "/settings/keyboard", label: "Keyboard" },
  ];
  return (
    <Page title={title} heading="Settings" tabs={tabs}>
      <Section title={title} lead={lead} actions={actions}>
        {children}
      </Section>
    </Page>
  );
}
