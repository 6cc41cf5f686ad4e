/** Anchors of a perceptually even, colour-blind safe scale from low to high. */
const SCALE = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
];
const CELL = 44;
const GAP = 36;
const TOP = 56;

/** The colour of a share between 0 and 1. */
function colour(share) {
  const at = Math.min(Math.max(share, 0), 1) * (SCALE.length - 1);
  const left = Math.min(Math.floor(at), SCALE.length - 2);
  const channel = (k) => Math.round(SCALE[left][k] + (at - left) * (SCALE[left + 1][k] - SCALE[left][k]));
  return `rgb(${channel(0)},${channel(1)},${channel(2)})`;
}

/**
 * Square maps side by side on one colour scale, as SVG. `maps` are `{ title, subtitle, values }`, `values` row-major;
 * `marked` is the index of a cell to outline.
 */
export function heatMaps(maps, { size, marked, description }) {
  const all = maps.flatMap(({ values }) => [...values]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const side = size * CELL;
  const width = maps.length * side + (maps.length + 1) * GAP;
  const height = TOP + side + GAP;
  const parts = maps.map(({ title, subtitle, values }, index) => {
    const left = GAP + index * (side + GAP);
    const cells = [...values].map((value, cell) => {
      const x = left + (cell % size) * CELL;
      const y = TOP + Math.floor(cell / size) * CELL;
      const share = high === low ? 0.5 : (value - low) / (high - low);
      const ink = share > 0.55 ? '#111' : '#fff';
      return (
        `<rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" fill="${colour(share)}"/>` +
        `<text x="${x + CELL / 2}" y="${y + CELL / 2 + 4}" fill="${ink}" font-size="11" text-anchor="middle">${value.toFixed(1)}</text>`
      );
    });
    const x = left + (marked % size) * CELL;
    const y = TOP + Math.floor(marked / size) * CELL;
    return [
      `<text x="${left}" y="22" font-size="15" font-weight="bold">${title}</text>`,
      `<text x="${left}" y="42" font-size="12">${subtitle}</text>`,
      ...cells,
      `<rect x="${x + 1.5}" y="${y + 1.5}" width="${CELL - 3}" height="${CELL - 3}" fill="none" stroke="#d00" stroke-width="3"/>`,
    ].join('\n');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" fill="#111">`,
    `<title>${description}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}
