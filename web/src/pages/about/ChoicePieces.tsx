import { useState } from "react";
import { Button, IconButton, LinkButton } from "../../ui/Button";
import { Checkbox, CheckboxGroup } from "../../ui/Checkbox";
import { ConfirmDialog, Dialog, DialogTrigger, Popover } from "../../ui/Dialog";
import * as icons from "../../ui/icons";
import { Menu, MenuItem, MenuSeparator } from "../../ui/Menu";
import { Section } from "../../ui/Page";
import { Radio, RadioGroup } from "../../ui/RadioGroup";
import { Segmented } from "../../ui/Segmented";
import { Slider } from "../../ui/Slider";
import { Switch } from "../../ui/Switch";
import { toast } from "../../ui/Toast";
import styles from "./pieces.module.css";

const { CopyIcon, EditIcon, ImportIcon, MoreIcon, PlusIcon, TrashIcon, ...drawn } = icons;

export function ChoicePieces() {
  const [isAsking, setAsking] = useState(false);
  const [view, setView] = useState<"grid" | "list">("grid");
  return (
    <>
      <Section title="Buttons">
        <div className={styles.row}>
          <Button tone="primary" icon={PlusIcon}>
            New project
          </Button>
          <Button>Cancel</Button>
          <Button tone="quiet">Quiet</Button>
          <Button tone="danger" icon={TrashIcon}>
            Delete
          </Button>
          <Button isDisabled>Disabled</Button>
          <Button tone="primary" isPending>
            Saving
          </Button>
          <Button size="small">Small</Button>
          <LinkButton href="/" icon={ImportIcon}>
            A link
          </LinkButton>
          <IconButton icon={MoreIcon} label="More" shortcut="ctrl+k" />
          <Menu aria-label="Dataset" trigger={<Button icon={MoreIcon}>Menu</Button>}>
            <MenuItem icon={EditIcon} shortcut="f2">
              Rename
            </MenuItem>
            <MenuItem icon={CopyIcon} note="with its batches">
              Duplicate
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={TrashIcon} isDanger>
              Delete
            </MenuItem>
          </Menu>
          <DialogTrigger>
            <Button>Dialog</Button>
            <Dialog
              title="Rename dataset"
              lead="Programs know it by its id, which stays."
              footer={(close) => (
                <>
                  <Button onPress={close}>Cancel</Button>
                  <Button tone="primary" onPress={close}>
                    Rename
                  </Button>
                </>
              )}
            >
              <p>Something to fill in.</p>
            </Dialog>
          </DialogTrigger>
          <DialogTrigger>
            <Button>Popover</Button>
            <Popover label="Filter">
              <Checkbox>Only mine</Checkbox>
              <Slider label="Confidence" defaultValue={0.5} minValue={0} maxValue={1} step={0.01} />
            </Popover>
          </DialogTrigger>
          <Button onPress={() => setAsking(true)}>Confirm</Button>
          <Button onPress={() => toast("117 rows were imported")}>Toast</Button>
          <ConfirmDialog
            isOpen={isAsking}
            onOpenChange={setAsking}
            title="Delete the dataset street?"
            confirmLabel="Delete dataset"
            onConfirm={() => toast("Deleted")}
          >
            Its 1,204 data rows go with it. This cannot be undone.
          </ConfirmDialog>
        </div>
      </Section>
      <Section title="Choices">
        <div className={styles.grid}>
          <CheckboxGroup label="Formats" hint="What the file may be." defaultValue={["a"]}>
            <Checkbox value="a">Labelbox NDJSON</Checkbox>
            <Checkbox value="b" note="with predictions">
              Label Studio JSON
            </Checkbox>
            <Checkbox value="c" isDisabled>
              COCO
            </Checkbox>
            <Checkbox value="d" isIndeterminate>
              Some of these
            </Checkbox>
          </CheckboxGroup>
          <RadioGroup label="Policy" defaultValue="rows">
            <Radio value="rows" note="Bad rows are left out and reported.">
              Row by row
            </Radio>
            <Radio value="atomic" note="One bad row refuses all.">
              All or nothing
            </Radio>
          </RadioGroup>
          <div className={styles.row}>
            <Switch defaultSelected note="for every labeler">
              Show predictions
            </Switch>
            <Switch>Review</Switch>
            <Segmented
              label="View"
              value={view}
              onChange={setView}
              segments={[
                { id: "grid", label: "Grid" },
                { id: "list", label: "List" },
              ]}
            />
          </div>
          <Slider
            label="Confidence"
            defaultValue={0.62}
            minValue={0}
            maxValue={1}
            step={0.01}
            formatOptions={{ style: "percent" }}
          />
        </div>
      </Section>
      <Section title="Icons">
        <div className={styles.icons}>
          {Object.entries(drawn).map(([name, Icon]) => (
            <span key={name} title={name}>
              <Icon />
            </span>
          ))}
        </div>
      </Section>
    </>
  );
}
