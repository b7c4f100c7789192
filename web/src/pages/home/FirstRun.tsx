import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Button, LinkButton } from "../../ui/Button";
import { ErrorState } from "../../ui/ErrorState";
import { ArrowRightIcon, CatalogIcon, OntologyIcon, PlayIcon, ProjectIcon } from "../../ui/icons";
import type { IconComponent } from "../../ui/icons/Icon";
import styles from "./FirstRun.module.css";
import { ImportDrop } from "./ImportDrop";

interface Step {
  icon: IconComponent;
  title: string;
  text: string;
  href: string;
  action: string;
}

const STEPS: readonly Step[] = [
  {
    icon: CatalogIcon,
    title: "Bring in what is looked at",
    text: "Drop images, texts, other files or a CSV of URLs into a dataset of the catalog.",
    href: "/catalog",
    action: "Open the catalog",
  },
  {
    icon: OntologyIcon,
    title: "Say what there is to find",
    text: "An ontology names the features: boxes, masks, spans, questions. Start from a template.",
    href: "/ontologies/new",
    action: "New ontology",
  },
  {
    icon: ProjectIcon,
    title: "Import and correct",
    text: "A project brings both together. Import what a model says, fix it, submit it, export it.",
    href: "/projects/new",
    action: "New project",
  },
];

/** An installation on its first day: the worked example, or the way to something of one's own. */
export function FirstRun() {
  return (
    <div className={styles.first}>
      <ExampleOffer />
      <ImportDrop projects={[]} />
      <ol className={styles.steps}>
        {STEPS.map(({ icon: Icon, title, text, href, action }, at) => (
          <li key={href} className={styles.step}>
            <span className={styles.number}>
              <Icon /> {at + 1}
            </span>
            <h2 className={styles.title}>{title}</h2>
            <p className={styles.text}>{text}</p>
            <LinkButton href={href} size="small" icon={ArrowRightIcon}>
              {action}
            </LinkButton>
          </li>
        ))}
      </ol>
    </div>
  );
}

function ExampleOffer() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [doing, setDoing] = useState("");
  const [error, setError] = useState<unknown>(null);
  const make = async () => {
    setError(null);
    try {
      const { makeExample } = await import("./example/make");
      const { project } = await makeExample(setDoing);
      await queries.invalidateQueries();
      navigate(`/projects/${project}/label`);
    } catch (problem) {
      setError(problem);
    } finally {
      setDoing("");
    }
  };
  return (
    <section className={styles.offer}>
      <div>
        <h2 className={styles.heading}>See it work first</h2>
        <p className={styles.text}>
          Three drawn streets with what a middling model says about them: boxes to accept, one to correct, one
          to reject, and a row that is reported because its name is wrong. It needs no internet, and is a
          project like any other.
        </p>
        <p className={styles.doing} role="status">
          {doing && `${doing} ...`}
        </p>
        {error !== null && <ErrorState title="The example was not finished" error={error} isCompact />}
      </div>
      <Button tone="primary" icon={PlayIcon} isPending={doing !== ""} onPress={make}>
        Set up the worked example
      </Button>
    </section>
  );
}
