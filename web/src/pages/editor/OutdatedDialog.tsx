import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import type { Desk, DeskNotes } from "./desk";

/** The label was changed since the task was opened: whoever submits decides which of the two counts. */
export function OutdatedDialog({ desk, notes }: { desk: Desk; notes: DeskNotes }) {
  return (
    <Dialog
      isOpen={notes.isOutdated}
      size="small"
      role="alertdialog"
      title="The label was changed meanwhile"
      lead="Somebody has submitted another version since you opened this task."
      onOpenChange={(isOpen) => !isOpen && desk.dismiss()}
      footer={
        <>
          <Button onPress={() => desk.dismiss()}>Go on editing</Button>
          <Button onPress={() => void desk.startAgain()}>Discard mine, start from theirs</Button>
          <Button tone="primary" onPress={() => void desk.submit(true)}>
            Submit mine
          </Button>
        </>
      }
    >
      <p>Submitting yours makes it the newest version; theirs stays in the history and can be restored.</p>
    </Dialog>
  );
}
