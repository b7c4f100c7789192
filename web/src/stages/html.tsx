import { assetsOf } from "./assets";
import { Framed, isOf } from "./Framed";
import { contentUrl } from "./pictures";
import type { StageProps } from "./stage";

const isHtml = isOf("text/html", "put a page in place of the asset of this data row");

/** A page without scripts, forms and anything from elsewhere. */
export default function HtmlStage({ row }: StageProps) {
  const no = assetsOf(row, "html")[0] ?? 0;
  return <Framed noun="page" url={contentUrl(row.id, no)} check={isHtml} isSandboxed />;
}
