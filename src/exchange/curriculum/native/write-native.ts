import type { Curriculum } from '../../../curriculum/curriculum.ts';
import type { CurriculumDocument } from '../../../curriculum/document.ts';
import { toDocument } from '../../../curriculum/to-document.ts';
import type { PlainValue } from '../../text/flow-text.ts';
import { writeJson } from '../../text/write-json.ts';
import { writeYaml } from '../../text/write-yaml.ts';

/** A curriculum in the native format: publishing the text gives the same digest again. */
export function nativeYaml(curriculum: Curriculum): string {
  return documentYaml(toDocument(curriculum));
}

/** The same as JSON. */
export function nativeJson(curriculum: Curriculum): string {
  return documentJson(toDocument(curriculum));
}

/** A document as YAML, whether or not its names resolve. */
export function documentYaml(document: CurriculumDocument): string {
  return writeYaml(document as unknown as PlainValue);
}

/** The same as JSON. */
export function documentJson(document: CurriculumDocument): string {
  return writeJson(document as unknown as PlainValue);
}
