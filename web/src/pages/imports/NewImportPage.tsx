import { Page } from "../../ui/Page";
import { ImportWizard } from "./ImportWizard";

/** A file that was dropped without a project: dataset, ontology and project are proposed from it. */
export default function NewImportPage() {
  return (
    <Page
      title="Import annotations"
      crumbs={[{ label: "Projects", to: "/projects" }]}
      lead="A project with an ontology of what the file uses is made for it. To import into a project you have, open its page and choose Import annotations."
    >
      <ImportWizard project={null} />
    </Page>
  );
}
