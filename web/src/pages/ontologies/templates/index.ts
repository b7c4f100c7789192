import type { NewOntology } from "../../../api/gen";
import boxes from "./boxes.json";
import classes from "./classes.json";
import conversation from "./conversation.json";
import entities from "./entities.json";
import masks from "./masks.json";
import ocr from "./ocr.json";
import apple from "./samples/apple.png";
import cells from "./samples/cells.png";
import pear from "./samples/pear.png";
import plate from "./samples/plate.png";
import plum from "./samples/plum.png";
import receipt from "./samples/receipt.png";
import street from "./samples/street.png";
import shapes from "./shapes.json";

/** One data row of a template: its content, and what a model might have said about it. */
export interface Sample {
  name: string;
  /** Name of a drawn picture. */
  file?: string;
  text?: string;
  json?: unknown;
  annotations: unknown[];
}

/** An ontology to begin with, and data rows to try it on. */
export interface Template {
  id: string;
  title: string;
  lead: string;
  media_type: string;
  ontology: NewOntology;
  samples: Sample[];
}

/** Addresses of the pictures. */
export const PICTURES: Record<string, string> = {
  "apple.png": apple,
  "cells.png": cells,
  "pear.png": pear,
  "plate.png": plate,
  "plum.png": plum,
  "receipt.png": receipt,
  "street.png": street,
};

export const TEMPLATES = [
  boxes,
  shapes,
  masks,
  entities,
  ocr,
  classes,
  conversation,
] as unknown as readonly Template[];
