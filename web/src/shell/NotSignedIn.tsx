import { CodeBlock } from "../ui/CodeBlock";
import { Logo } from "../ui/Logo";
import { useTitle } from "../ui/Page";
import styles from "./NotSignedIn.module.css";

/** How to come in: links are printed on the machine of the server, or made by an administrator. */
export function NotSignedIn({ wasSpent = false }: { wasSpent?: boolean }) {
  useTitle("Sign in");
  return (
    <main className={styles.ground}>
      <div className={styles.sheet}>
        <Logo />
        <h1 className={styles.title}>
          {wasSpent ? "This link does not sign you in any more" : "You are not signed in"}
        </h1>
        <p className={styles.lead}>
          {wasSpent
            ? "A sign-in link works once, within 24 hours. Get a new one in one of these ways."
            : "Postil has no passwords: a link that works once signs this browser in."}
        </p>
        <dl className={styles.ways}>
          <dt>You started the server yourself</dt>
          <dd>
            Open the link that <code>postil serve</code> printed when it started. Any time later, print a new
            one on that machine, for your email address:
            <CodeBlock language="Shell" code="postil user link you@example.org" />
          </dd>
          <dt>Somebody else runs it</dt>
          <dd>
            Ask an administrator for a sign-in link: Settings, People, <strong>Sign-in link</strong>.
          </dd>
        </dl>
      </div>
    </main>
  );
}
