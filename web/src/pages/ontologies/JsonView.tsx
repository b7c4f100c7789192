import { useState } from "react";
import type { NewOntology } from "../../api/gen";
import { CodeBlock } from "../../ui/CodeBlock";
import { Segmented } from "../../ui/Segmented";
import styles from "./OntologyEditor.module.css";
import type { Check } from "./use-check";

/** An ontology as text: as Labelbox spells it, or as Postil does with everything in it. */
export function JsonView({ ontology, labelbox }: { ontology: NewOntology; labelbox: Check["labelbox"] }) {
  const [dialect, setDialect] = useState<"labelbox" | "postil">("labelbox");
  const code = JSON.stringify(dialect === "labelbox" ? labelbox : ontology, null, 2);
  return (
    <div className={styles.json}>
      <Segmented
        label="Spelling"
        value={dialect}
        onChange={setDialect}
        segments={[
          { id: "labelbox", label: "Labelbox" },
          { id: "postil", label: "Postil" },
        ]}
      />
      <p className={styles.note}>
        {dialect === "labelbox"
          ? "Without what Labelbox has no word for. To change it as text, copy it, edit it and read it in again."
          : "Everything there is. This is what the interface takes."}
      </p>
      <CodeBlock code={code ?? ""} language="JSON" maxHeight="60vh" />
    </div>
  );
}
