import type { CurriculumGraph } from '../curriculum/graph.ts';

/** Consecutive nodes of one area, with the projects that stand among them. */
export interface DraftMilestone {
  /** The slug of the area; null where it is all projects. */
  readonly area: string | null;
  readonly title: string;
  readonly nodes: readonly number[];
}

/** Cuts an order where it goes from one area to another. An area that comes back is numbered. */
export function milestones(graph: CurriculumGraph, ordered: readonly number[]): DraftMilestone[] {
  const drafts: { area: string | null; nodes: number[] }[] = [];
  for (const node of ordered) {
    const area = areaOf(graph, node);
    const last = drafts.at(-1);
    if (last === undefined || (area !== null && last.area !== null && area !== last.area)) {
      drafts.push({ area, nodes: [node] });
    } else {
      last.nodes.push(node);
      last.area ??= area;
    }
  }
  const partCounts = new Map<string | null, number>();
  const parts = drafts.map(({ area }) => {
    const part = (partCounts.get(area) ?? 0) + 1;
    partCounts.set(area, part);
    return part;
  });
  return drafts.map(({ area, nodes }, index) => {
    const isSplit = partCounts.get(area)! > 1;
    const title = area === null ? projectTitle(graph, nodes) : graph.area(area)!.title;
    return { area, nodes, title: isSplit ? `${title}, part ${parts[index]}` : title };
  });
}

function areaOf(graph: CurriculumGraph, node: number): string | null {
  const subject = graph.subjectOf(node);
  return subject.kind === 'competency' ? subject.skill.area : null;
}

function projectTitle(graph: CurriculumGraph, nodes: readonly number[]): string {
  const subject = graph.subjectOf(nodes.at(-1)!);
  return subject.kind === 'project' ? subject.project.title : '';
}
