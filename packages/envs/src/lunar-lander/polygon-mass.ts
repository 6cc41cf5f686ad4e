/** Mass, centre and moment of inertia about the origin of a flat body. */
export interface PolygonMass {
  readonly mass: number;
  readonly center: { readonly x: number; readonly y: number };
  /** About the origin of the outline, not about the centre. */
  readonly I: number;
}

/**
 * Mass properties of a polygon of even density, by Green's theorem.
 *
 * planck 1.4.2 computes a moment of inertia that is too small for polygons whose vertices do not average to their origin
 * (0.8130 instead of 0.8333 for the lander), so the lander's is set from here, equal to Box2D's.
 *
 * @param outline - vertices, counter-clockwise.
 */
export function polygonMass(
  outline: readonly { readonly x: number; readonly y: number }[],
  density: number,
): PolygonMass {
  let area = 0;
  let x = 0;
  let y = 0;
  let inertia = 0;
  for (const [index, from] of outline.entries()) {
    const to = outline[(index + 1) % outline.length]!;
    const cross = from.x * to.y - from.y * to.x;
    area += cross / 2;
    x += ((from.x + to.x) * cross) / 6;
    y += ((from.y + to.y) * cross) / 6;
    const squares =
      from.x * from.x + from.x * to.x + to.x * to.x + from.y * from.y + from.y * to.y + to.y * to.y;
    inertia += (cross * squares) / 12;
  }
  return { mass: density * area, center: { x: x / area, y: y / area }, I: density * inertia };
}
