import type { Origin } from './model';
import type { SourceDocument } from './read';

/** Where the objects of a document that was read come from. */
export function originOf({ file, locate, ambiguities }: SourceDocument): Origin {
  return { file, locate, ambiguities };
}
