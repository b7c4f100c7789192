import { Page } from "../../ui/Page";
import { ChoicePieces } from "./ChoicePieces";
import { FieldPieces } from "./FieldPieces";
import { StatePieces } from "./StatePieces";

/** Every piece of the chrome, for looking at. */
export default function ChromePage() {
  return (
    <Page title="Chrome" lead="Every piece the pages are made of, in each of its states.">
      <ChoicePieces />
      <FieldPieces />
      <StatePieces />
    </Page>
  );
}
