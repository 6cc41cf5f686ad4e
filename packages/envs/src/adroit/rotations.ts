/** A unit quaternion, real part first, of the rotation `Rx(e0) Ry(e1) Rz(e2)`. */
export function eulerToQuaternion([e0, e1, e2]: readonly [number, number, number]): [
  number,
  number,
  number,
  number,
] {
  const [sx, sy, sz] = [Math.sin(e0 / 2), Math.sin(e1 / 2), Math.sin(e2 / 2)];
  const [cx, cy, cz] = [Math.cos(e0 / 2), Math.cos(e1 / 2), Math.cos(e2 / 2)];
  return [
    cx * cy * cz - sx * sy * sz,
    sx * cy * cz + cx * sy * sz,
    cx * sy * cz - sx * cy * sz,
    cx * cy * sz + sx * sy * cz,
  ];
}

/** The angles `e` with `Rx(e0) Ry(e1) Rz(e2)` equal to the rotation of a quaternion (real part first). */
export function quaternionToEuler(quaternion: ArrayLike<number>): [number, number, number] {
  const [w, x, y, z] = [quaternion[0]!, quaternion[1]!, quaternion[2]!, quaternion[3]!];
  const norm = w * w + x * x + y * y + z * z;
  const s = 2 / norm;
  const r00 = 1 - s * (y * y + z * z);
  const r01 = s * (x * y - w * z);
  const r02 = s * (x * z + w * y);
  const r10 = s * (x * y + w * z);
  const r11 = 1 - s * (x * x + z * z);
  const r12 = s * (y * z - w * x);
  const r22 = 1 - s * (x * x + y * y);
  const cosine = Math.sqrt(r22 * r22 + r12 * r12);
  // Where the second angle is a right angle, the first is set to 0 and the third takes the whole turn.
  const regular = cosine > 4 * Number.EPSILON;
  return [
    regular ? -Math.atan2(r12, r22) : 0,
    -Math.atan2(-r02, cosine),
    regular ? -Math.atan2(r01, r00) : -Math.atan2(-r10, r11),
  ];
}
