import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Button } from "../../src/ui/Button";

const LACK = "Give the dataset a name";

it("says beside a button what is missing, and reads it out with it", () => {
  const html = renderToStaticMarkup(<Button lack={LACK}>Create</Button>);
  const saidIn = /<span id="([^"]+)"[^>]*>Give the dataset a name<\/span>/.exec(html)?.[1];
  expect(saidIn).toBeTruthy();
  expect(html).toContain(`aria-describedby="${saidIn}"`);
  expect(html).toContain("disabled");
});

it.each([null, undefined, ""])("can be pressed when nothing is missing (%j)", (lack) => {
  const html = renderToStaticMarkup(<Button lack={lack}>Create</Button>);
  expect(html).not.toContain("disabled");
  expect(html).not.toContain("describedby");
});

it("says nothing of what is missing while it is carried out", () => {
  expect(
    renderToStaticMarkup(
      <Button lack={LACK} isPending>
        Create
      </Button>,
    ),
  ).not.toContain(LACK);
});
