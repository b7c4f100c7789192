import { useState } from "react";
import { ComboBox } from "../../ui/ComboBox";
import { DropZone } from "../../ui/DropZone";
import { ImageIcon, TextIcon } from "../../ui/icons";
import { NumberField } from "../../ui/NumberField";
import { Section } from "../../ui/Page";
import { type Choice, Select } from "../../ui/Select";
import { SearchField, TextField } from "../../ui/TextField";
import styles from "./pieces.module.css";

const MEDIA: Choice<string>[] = [
  { id: "image", label: "Image", icon: ImageIcon, note: "PNG, JPEG, WebP" },
  { id: "text", label: "Text", icon: TextIcon, note: "Plain text, UTF-8" },
];

export function FieldPieces() {
  const [medium, setMedium] = useState<string | null>("image");
  const [found, setFound] = useState<string | null>(null);
  return (
    <Section title="Fields">
      <div className={styles.grid}>
        <TextField label="Name" placeholder="street" hint="People see it; programs use the id." />
        <TextField
          label="Name"
          defaultValue="street"
          error="A dataset of this name exists. Choose another."
        />
        <TextField label="Global key" isCode defaultValue="kobe.jpg" isReadOnly />
        <TextField label="Name" isDisabled defaultValue="street" />
        <NumberField
          label="Priority"
          minValue={1}
          maxValue={5}
          defaultValue={3}
          hint="1 is high, 5 is low."
        />
        <Select label="Media type" choices={MEDIA} value={medium} onChange={setMedium} />
        <ComboBox
          label="Ontology"
          placeholder="Search ontologies"
          choices={MEDIA}
          value={found}
          onChange={setFound}
        />
        <SearchField label="Search data rows" />
        <TextField label="Description" rows={3} placeholder="What these images show" />
      </div>
      <DropZone
        title="Drop images or a folder"
        hint="PNG, JPEG and WebP; a CSV file with a column of URLs works, too."
        isMultiple
        allowsFolders
        onFiles={() => undefined}
      />
      <DropZone title="Drop a file of annotations" isCompact onFiles={() => undefined} />
    </Section>
  );
}
