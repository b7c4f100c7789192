import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../ui/Button";
import { ErrorState } from "../../ui/ErrorState";
import { PlayIcon } from "../../ui/icons";
import { Swatch } from "../../ui/Tag";
import { countsOf } from "./OntologyEditor";
import styles from "./TemplateGallery.module.css";
import { PICTURES, TEMPLATES, type Template } from "./templates";
import { tryTemplate } from "./templates/try-template";

interface TemplateGalleryProps {
  /** Begins an ontology with a template. */
  onUse: (template: Template) => void;
  useLabel?: string;
  /** Offers to make everything at once and open the editor. */
  canTry?: boolean;
}

/** Ontologies to begin with, each with a sample task. */
export function TemplateGallery({ onUse, useLabel = "Use as a start", canTry = true }: TemplateGalleryProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [trying, setTrying] = useState<{ id: string; words: string } | null>(null);
  const [error, setError] = useState<{ id: string; problem: unknown } | null>(null);
  const begin = async (template: Template) => {
    setError(null);
    setTrying({ id: template.id, words: "…" });
    try {
      const project = await tryTemplate(template, (words) => setTrying({ id: template.id, words }));
      await queries.invalidateQueries();
      await navigate(`/projects/${project}/label`);
    } catch (problem) {
      setError({ id: template.id, problem });
    }
    setTrying(null);
  };
  return (
    <ul aria-label="Templates" className={styles.cards}>
      {TEMPLATES.map((template) => (
        <li key={template.id} className={styles.card}>
          <Sample template={template} />
          <div className={styles.about}>
            <h3>{template.title}</h3>
            <p className={styles.lead}>{template.lead}</p>
            <p className={styles.facts}>
              {template.ontology.features
                .flatMap((feature) =>
                  feature.children?.some((child) => child.kind === "label") ? feature.children : [feature],
                )
                .filter((feature) => feature.color)
                .map((feature) => (
                  <span key={feature.name} className={styles.feature}>
                    <Swatch color={feature.color} /> {feature.name}
                  </span>
                ))}
              <span>{countsOf(template.ontology.features)}</span>
            </p>
          </div>
          {error?.id === template.id && (
            <ErrorState error={error.problem} title="It could not be made" isCompact />
          )}
          <div className={styles.buttons}>
            <Button size="small" onPress={() => onUse(template)}>
              {useLabel}
            </Button>
            {canTry && (
              <Button
                size="small"
                tone="primary"
                icon={PlayIcon}
                isPending={trying?.id === template.id}
                isDisabled={trying !== null && trying.id !== template.id}
                onPress={() => begin(template)}
              >
                {trying?.id === template.id ? trying.words : "Try it"}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Sample({ template }: { template: Template }) {
  const pictures = template.samples.map((sample) => sample.file && PICTURES[sample.file]).filter(Boolean);
  const [first] = template.samples;
  if (pictures.length > 0) {
    return (
      <div className={styles.sample}>
        {pictures.map((address) => (
          <img key={address} src={address} alt="" loading="lazy" />
        ))}
      </div>
    );
  }
  const { messages = [] } = (first?.json ?? {}) as {
    messages?: { messageId: string; content: string; align?: string }[];
  };
  return (
    <div className={styles.sample}>
      {first?.text ? (
        <p className={styles.text}>{first.text}</p>
      ) : (
        <div className={styles.talk}>
          {messages.slice(0, 4).map((message) => (
            <p key={message.messageId} className={message.align === "right" ? styles.right : undefined}>
              {message.content}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
