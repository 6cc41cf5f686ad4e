import * as tf from '@tensorflow/tfjs';

/**
 * Gradients that can be differentiated again, in the place of tfjs's own.
 *
 * tfjs saves the output of these kernels for their gradient, and its tape does not know where a saved output came from: the
 * gradient of a gradient takes it for a constant, in silence. A gradient penalty on a network with `tanh` would lack every
 * term through the second derivative. These compute the output anew from the saved input, so first gradients keep their
 * bits, and a compiled graph holds it once.
 *
 * `logSoftmax` and `pow` (in its exponent) have the same fault, where no gradient can be put in its place: write `log(softmax(x))`.
 */
const gradients: readonly tf.GradConfig[] = [
  fromInput('Tanh', 'x', (dy, x) => tf.mul(tf.sub(1, tf.square(tf.tanh(x))), dy)),
  fromInput('Sigmoid', 'x', (dy, x) => {
    const y = tf.sigmoid(x);
    return tf.mul(dy, tf.mul(y, tf.sub(1, y)));
  }),
  fromInput('Exp', 'x', (dy, x) => tf.mul(dy, tf.exp(x))),
  // exp(min(x, 0)): 1 above zero.
  fromInput('Elu', 'x', (dy, x) => tf.mul(dy, tf.exp(tf.neg(tf.relu(tf.neg(x)))))),
  fromInput('Softmax', 'logits', (dy, logits, { dim }) => {
    const y = tf.softmax(logits, dim as number);
    const weighted = tf.mul(dy, y);
    return tf.sub(weighted, tf.mul(tf.sum(weighted, dim as number, true), y));
  }),
];

function fromInput(
  kernelName: string,
  input: string,
  gradient: (dy: tf.Tensor, x: tf.Tensor, attributes: tf.NamedAttrMap) => tf.Tensor,
): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: [input],
    gradFunc: (dy, saved, attributes) => ({
      [input]: () => gradient(dy as tf.Tensor, saved[0]!, attributes),
    }),
  };
}

for (const config of gradients) {
  tf.unregisterGradient(config.kernelName);
  tf.registerGradient(config);
}
