import { ApiProblem } from "../api/problem";

/** One message of a conversation, whatever its source calls the parts. */
export interface Message {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly isRight: boolean;
}

const AUTHORS = ["name", "author", "speaker", "role", "userId", "user"];
const TEXTS = ["text", "content", "message", "utterance"];
const IDS = ["messageId", "message_id", "id"];

/**
 * Reads a conversation: an array of messages, or an object with one under `messages`.
 *
 * @throws ApiProblem: it is something else.
 */
export function messagesOf(content: unknown): Message[] {
  const list = isObject(content) ? content.messages : content;
  if (!Array.isArray(list) || !list.every(isObject)) {
    throw new ApiProblem({
      status: 422,
      detail: "the content is no conversation",
      hint: "give a JSON array of messages, or an object with `messages`, each with an author and a text",
    });
  }
  const read = list.map(messageOf);
  const [first] = read;
  return read.map((one, no) => ({ ...one, isRight: isRight(list[no], one, first) }));
}

function messageOf(message: Record<string, unknown>, no: number): Message {
  const user = isObject(message.user) ? message.user : {};
  return {
    id: word(message, IDS) ?? String(no),
    author: word(user, AUTHORS) ?? word(message, AUTHORS) ?? "",
    text: word(message, TEXTS) ?? "",
    isRight: false,
  };
}

/** On which side a message stands: as it says, else everybody but the first author on the right. */
function isRight(message: unknown, read: Message, first: Message | undefined): boolean {
  const align = isObject(message) ? message.align : undefined;
  if (align === "right" || align === "left") return align === "right";
  return read.author !== first?.author;
}

function word(from: Record<string, unknown>, names: readonly string[]): string | null {
  for (const name of names) {
    const value = from[name];
    if (typeof value === "string" || typeof value === "number") return String(value);
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
