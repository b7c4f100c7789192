import { client } from "./gen/client.gen";
import { problemOf } from "./problem";

/** Sets the generated client up for pages of the server itself: its cookie signs in, failures are problems. */
export function setUpClient(): void {
  client.setConfig({ baseUrl: "", credentials: "same-origin" });
  client.interceptors.error.use((error, response) => problemOf(error, response));
}
