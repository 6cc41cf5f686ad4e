/**
 * Maps of Gymnasium-Robotics, one string a row: `1` wall, `0` free, `r` where the agent may start, `g` where the goal may
 * lie, `c` both.
 */
const UMAZE = ['11111', '10001', '11101', '10001', '11111'] as const;
const OPEN = ['1111111', '1000001', '1000001', '1000001', '1111111'] as const;
const MEDIUM = ['11111111', '10011001', '10010001', '11000111', '10010001', '10100101', '10001001', '11111111'] as const; // prettier-ignore
const LARGE = [
  '111111111111',
  '100001000001',
  '101101010101',
  '100000010001',
  '101111011101',
  '100101000001',
  '110101010111',
  '100100010001',
  '111111111111',
] as const;

const MEDIUM_CELLS = [[1, 1], [2, 6], [5, 1], [6, 5]] as const; // prettier-ignore
const LARGE_CELLS = [[1, 1], [1, 6], [3, 5], [3, 10], [5, 2], [7, 4], [7, 6], [7, 9]] as const; // prettier-ignore

/** A map: rows of equal length from the top. */
export type MazeMap = readonly string[];

/** The maps by the names that Gymnasium-Robotics' ids use: `PointMaze_Medium_Diverse_G-v3` plays in `Medium_Diverse_G`. */
export const mazeMaps = {
  UMaze: UMAZE,
  Open: OPEN,
  Open_Diverse_G: markFree(OPEN, 'g', [[1, 1]]),
  Open_Diverse_GR: markFree(OPEN, 'c', []),
  Medium: MEDIUM,
  Medium_Diverse_G: markCells(MEDIUM, MEDIUM_CELLS, 'g'),
  Medium_Diverse_GR: markCells(MEDIUM, MEDIUM_CELLS, 'c'),
  Large: LARGE,
  Large_Diverse_G: markCells(LARGE, LARGE_CELLS, 'g'),
  Large_Diverse_GR: markCells(LARGE, LARGE_CELLS, 'c'),
} as const satisfies Record<string, MazeMap>;

/** The name of one of the {@link mazeMaps}. */
export type MazeName = keyof typeof mazeMaps;

/** Marks cells as goals; of the goal-only maps, the first cell is where the agent starts. */
function markCells(map: MazeMap, cells: readonly (readonly [number, number])[], mark: 'g' | 'c'): MazeMap {
  const rows = map.map((row) => Array.from(row));
  for (const [index, [row, column]] of cells.entries())
    rows[row]![column] = mark === 'g' && index === 0 ? 'r' : mark;
  return rows.map((row) => row.join(''));
}

/** Marks every free cell, and `starts` as cells where the agent starts. */
function markFree(map: MazeMap, mark: 'g' | 'c', starts: readonly (readonly [number, number])[]): MazeMap {
  const rows = map.map((row) => Array.from(row, (cell) => (cell === '0' ? mark : cell)));
  for (const [row, column] of starts) rows[row]![column] = 'r';
  return rows.map((row) => row.join(''));
}
