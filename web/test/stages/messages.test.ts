import { expect, test } from "vitest";
import { ApiProblem } from "../../src/api/problem";
import { messagesOf } from "../../src/stages/messages";

// The shape of Labelbox' conversational data, as its documentation has it.
const LABELBOX = {
  type: "application/vnd.labelbox.conversational",
  version: 1,
  messages: [
    {
      messageId: "message-0",
      timestampUsec: 1530718491,
      content: "I love iphone! i just bought new iphone!",
      user: { userId: "Bot 002", name: "Bot" },
      align: "left",
      canLabel: false,
    },
    {
      messageId: "message-1",
      content: "Sounds good",
      user: { userId: "00686", name: "User" },
      align: "right",
    },
  ],
};

test("messages of Labelbox keep their ids, authors and sides", () => {
  expect(messagesOf(LABELBOX)).toEqual([
    {
      id: "message-0",
      author: "Bot",
      text: "I love iphone! i just bought new iphone!",
      isRight: false,
    },
    { id: "message-1", author: "User", text: "Sounds good", isRight: true },
  ]);
});

test("paragraphs of Label Studio are counted, and stand on the side of their author", () => {
  const read = messagesOf([
    { author: "Alice", text: "Hi, Bob." },
    { author: "Bob", text: "Hello, Alice!" },
    { author: "Alice", text: "What's up?" },
  ]);
  expect(read.map(({ id, isRight }) => [id, isRight])).toEqual([
    ["0", false],
    ["1", true],
    ["2", false],
  ]);
});

test.each([null, "text", [1], { messages: {} }])("%j is no conversation", (content) => {
  expect(() => messagesOf(content)).toThrow(ApiProblem);
});
