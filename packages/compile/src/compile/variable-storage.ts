import type * as tf from '@tensorflow/tfjs';

import { allocateElements, asElements, type TensorType } from '../trace/element-array.js';
import { cpuBackend, engine, type CpuEntry } from '../trace/engine.js';
import type { ElementArray } from '../trace/traced-value.js';

/** The arrays of one variable: the one that holds its value, and one that the next value can be written into. */
interface Cell {
  current: ElementArray;
  spare: ElementArray | undefined;
  /** Whether somebody else was given `current`: it must then never be written to again. */
  shown: boolean;
}

const cells = new WeakMap<CpuEntry, Cell>();

/**
 * The array that holds a variable's value, without copying: the variable's data is kept by the cpu backend. It must be
 * neither changed nor kept.
 */
export function variableElements(variable: tf.Variable): ElementArray {
  return cellOf(variable).cell.current;
}

/** A variable's value to look at for the moment: in place if it is in host memory, else copied out of its backend. */
export function peekElements(variable: tf.Variable): ElementArray {
  if (cpuBackend().data.has(variable.dataId)) return variableElements(variable);
  return asElements(variable.dataSync(), variable.dtype as TensorType);
}

/** An array for the next value of a variable. Nothing else refers to it. */
export function nextElements(variable: tf.Variable): ElementArray {
  const { cell } = cellOf(variable);
  cell.spare ??= allocateElements(variable.dtype as TensorType, variable.size);
  return cell.spare;
}

/** Makes the array from {@link nextElements} the value of the variable; the old one is written into next time. */
export function swapElements(variable: tf.Variable): void {
  const { cell, entry } = cellOf(variable);
  const next = cell.spare!;
  if (entry.refCount > 1) {
    // Other tensors stand on the same data (clones): they keep it, and the variable moves to data of its own.
    cell.spare = undefined;
    const cpu = cpuBackend();
    const dataId = cpu.write(next, variable.shape, variable.dtype);
    engine().disposeTensor(variable);
    variable.dataId = dataId;
    engine().trackTensor(variable, cpu);
    return;
  }
  cell.spare = cell.shown ? undefined : cell.current;
  cell.current = next;
  cell.shown = false;
}

/** The arrays of a variable. Its data moves to the cpu backend if another one has it. */
function cellOf(variable: tf.Variable): { cell: Cell; entry: CpuEntry } {
  const entry = cpuBackend().data.get(variable.dataId);
  let cell = cells.get(entry);
  if (!cell) {
    cell = { current: asElements(entry.values, variable.dtype as TensorType), spare: undefined, shown: true };
    cells.set(entry, cell);
    watch(entry, cell);
  }
  return { cell, entry };
}

/** Notices when TensorFlow.js takes the values out: `dataSync()` on this backend gives the array itself. */
function watch(entry: CpuEntry, cell: Cell): void {
  Object.defineProperty(entry, 'values', {
    enumerable: true,
    configurable: true,
    get: () => {
      cell.shown = true;
      return cell.current;
    },
    set: (values: ElementArray) => {
      cell.current = values;
      cell.shown = true;
    },
  });
}
