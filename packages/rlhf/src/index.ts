/**
 * Preference data, reward models learnt from it, and the trust-region update that keeps them stable.
 *
 * @packageDocumentation
 */
export * from './formats/index.js';
export * from './formats/candidate-value.js';
export * from './labelling/label-journal.js';
export * from './labelling/label-row.js';
export * from './labelling/read-questions.js';
export * from './preferences/make-preference.js';
export * from './preferences/preference.js';
export * from './preferences/preference-source.js';
export * from './readers/read-preferences.js';
export * from './encoders/cached-encoder.js';
export * from './encoders/joined-encoder.js';
export * from './encoders/length-encoder.js';
export * from './encoders/ngram-encoder.js';
export * from './encoders/transformers-encoder.js';
export * from './encoders/use-lite-encoder.js';
export * from './evaluation/best-of-n.js';
export * from './evaluation/reliability-plot.js';
export * from './evaluation/report-card.js';
export * from './evaluation/reward-bench.js';
export * from './losses/preference-loss.js';
export * from './comparisons/comparison-batch.js';
export * from './comparisons/comparison-encoder.js';
export * from './rewards/aggregate-members.js';
export * from './rewards/ensemble-reward.js';
export * from './rewards/feature-reward.js';
export * from './pretraining/state-entropy-reward.js';
export * from './schedules/query-schedule.js';
export * from './training/preference-trainer.js';
export * from './algorithm/bradley-terry.js';
export * from './algorithm/bradley-terry-options.js';
export * from './algorithm/ensemble-options.js';
export * from './algorithm/preference-rl.js';
export * from './algorithm/preference-rl-options.js';
export * from './components/text-environment.js';
export * from './models/export-text-reward.js';
export * from './models/text-reward.js';
export * from './models/text-reward-files.js';
export * from './serving/reward-server.js';
export * from './queries/query-strategies.js';
export * from './segments/sample-segments.js';
export * from './teachers/simulated-teacher.js';
export { default } from './plugin.js';
