import type { Command } from "./command";

/** What a command does, in words for "Undo …". */
export function titleOf(command: Command): string {
  switch (command.op) {
    case "put":
      return "Draw region";
    case "edit":
    case "group":
      return command.title;
    case "remove":
      return counted("Delete", command.keys.length);
    case "move":
      return counted("Move", command.refs.length);
    case "accept":
      return counted("Accept", command.keys.length, "pre-label");
    case "accept_above":
      return `Accept ${command.feature ?? "all"} from ${command.least}`;
    case "reject":
      return counted("Reject", command.keys.length, "pre-label");
    case "restore":
      return counted("Reconsider", command.keys.length, "pre-label");
    case "link":
      return "Join regions";
    case "reorder":
      return counted("Reorder", command.keys.length);
  }
}

function counted(verb: string, count: number, noun = "region"): string {
  return count === 1 ? `${verb} ${noun}` : `${verb} ${count} ${noun}s`;
}
