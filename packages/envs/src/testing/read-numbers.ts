/** Float64 numbers from base64 of their little-endian bytes: how recordings for tests are stored. */
export function readNumbers(base64: string): Float64Array {
  const bytes = Buffer.from(base64, 'base64');
  const numbers = new Float64Array(bytes.length / 8);
  for (let index = 0; index < numbers.length; index++) numbers[index] = bytes.readDoubleLE(index * 8);
  return numbers;
}
