import { assetsOf } from "./assets";
import { Framed, isOf } from "./Framed";
import { contentUrl } from "./pictures";
import type { StageProps } from "./stage";

const isPdf = isOf("application/pdf", "put a PDF in place of the asset of this data row");

/** A PDF in the browser's own viewer. */
export default function DocumentStage({ row }: StageProps) {
  const no = assetsOf(row, "document")[0] ?? 0;
  return (
    <Framed
      noun="document"
      url={contentUrl(row.id, no)}
      fragment="#navpanes=0&zoom=page-width"
      check={isPdf}
      isSandboxed={false}
    />
  );
}
