import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import type { Feature } from "../../core/wire";
import { TextField } from "../../ui/TextField";

interface Props {
  label: ReactNode;
  error?: string;
  question: Feature;
  value: string;
  isDisabled: boolean;
  onChange: (value: string) => void;
}

/** A text as an answer: a transcription, a remark. */
export function TextAnswer({ label, error, question, value, isDisabled, onChange }: Props) {
  const [text, setText] = useState(value);
  // An undo, or another region with the same question, says something else than what was typed last.
  useEffect(() => setText(value), [value]);
  const { min_characters: least, max_characters: most } = question;
  const length = [...text].length;
  const hint =
    most != null ? `${length} of ${most}` : least != null && length < least ? `${least} at least` : undefined;
  return (
    <TextField
      label={label}
      error={error}
      hint={hint}
      rows={1}
      isDisabled={isDisabled}
      maxLength={most ?? undefined}
      value={text}
      onChange={(next) => {
        setText(next);
        onChange(next);
      }}
    />
  );
}
