import type { RunGraph, RunGraphNode } from './run-graph.js';

/** A graph from its nodes; nodes that say the same are one. */
export function runGraphOf(all: readonly RunGraphNode[]): RunGraph {
  const nodes = [...new Map(all.map((node) => [JSON.stringify(node), node])).values()];
  return { nodes, toText: () => toText(nodes), toMermaid: () => toMermaid(nodes) };
}

function toText(nodes: readonly RunGraphNode[]): string {
  const lines: string[] = [];
  const visit = (usedBy: string | undefined, indent: string, above: readonly string[]): void => {
    for (const node of nodes.filter((candidate) => candidate.usedBy === usedBy)) {
      lines.push(`${indent}${node.slot}: ${node.component} (${node.plugin} ${node.version})`);
      for (const [name, value] of Object.entries(node.options)) {
        lines.push(`${indent}    ${name} = ${JSON.stringify(value)}`);
      }
      if (!above.includes(node.slot)) visit(node.slot, `${indent}  `, [...above, node.slot]);
    }
  };
  visit(undefined, '', []);
  return lines.join('\n');
}

function toMermaid(nodes: readonly RunGraphNode[]): string {
  const id = (slot: string): string => slot.replaceAll(/[^A-Za-z0-9]/g, '_');
  const text = (value: string): string => value.replaceAll('"', '#quot;').replaceAll('<', '#lt;');
  const lines = ['flowchart TD', '  run(["run"])'];
  const drawn = new Set<string>();
  for (const { slot, component, plugin, version, usedBy } of nodes) {
    if (!drawn.has(slot)) {
      drawn.add(slot);
      lines.push(`  ${id(slot)}["${text(slot)}: ${text(component)}<br/>${text(plugin)} ${text(version)}"]`);
    }
    lines.push(`  ${usedBy === undefined ? 'run' : id(usedBy)} --> ${id(slot)}`);
  }
  return lines.join('\n');
}
