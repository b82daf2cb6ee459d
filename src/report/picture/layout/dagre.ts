/** The part of dagre that is used, typed here: its own declarations import without file names, which ES modules do not resolve. */
import * as dagre from '@dagrejs/dagre';

export interface LayeredGraph {
  setGraph: (options: { rankdir: 'TB'; nodesep: number; ranksep: number; edgesep: number }) => LayeredGraph;
  setDefaultEdgeLabel: (label: () => object) => LayeredGraph;
  setNode: (id: string, size: { width: number; height: number }) => LayeredGraph;
  setEdge: (from: string, to: string) => LayeredGraph;
  hasNode: (id: string) => boolean;
  /** The center of a node after layout. */
  node: (id: string) => { x?: number; y?: number };
}

const library = dagre as unknown as { Graph: new () => LayeredGraph; layout: (graph: LayeredGraph) => void };

/** An empty directed graph. */
export function layeredGraph(): LayeredGraph {
  return new library.Graph();
}

/** Computes the positions of the nodes; throws for some graphs. */
export function layOut(graph: LayeredGraph): void {
  library.layout(graph);
}
