import type { Environment, PreferenceGatherer, PreferenceQuery, Snapshot, SpaceValue } from '@minorant/core';
import { captureReplay, type ReplayScene } from '@minorant/envs';
import { LabelJournal, questionId, type Label } from '@minorant/rlhf';

import { labelErrors } from './errors.js';
import { questionsById, type LabelQuestion } from './label-question.js';
import { startLabelServer, type LabelServer } from './label-server.js';
import { LabelSession } from './label-session.js';
import { shownClip } from './shown-clip.js';

/** What {@link HumanGatherer} is made of. */
export interface HumanGathererOptions {
  /** The file that answers are added to. */
  readonly path: string;
  /** Decides which candidate is on the left. */
  readonly seed: number;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Needed where other machines could reach the page. */
  readonly token?: string;
  /** Makes the environment that draws segments; texts need none. */
  readonly makeEnvironment?: () => Promise<Environment<SpaceValue>>;
  /** Tells people where to go. */
  readonly announce: (text: string) => void;
}

const probabilities: Readonly<Record<Label, readonly number[] | null>> = {
  first: [1, 0],
  second: [0, 1],
  tie: [0.5, 0.5],
  'cannot-tell': null,
};

/**
 * Asks people, at the labelling page, while a run waits. Each answer is on disk before the page shows the next question;
 * a run that was killed asks the same questions again when it goes on, and those that the file has an answer to are not
 * shown again. The page and the file are opened when the first question comes, and stay until the run ends.
 */
export class HumanGatherer implements PreferenceGatherer {
  readonly specificationVersion = 'v1';
  readonly #options: HumanGathererOptions;
  #journal: LabelJournal | undefined;
  #session: LabelSession | undefined;
  #server: LabelServer | undefined;
  #environment: Environment<SpaceValue> | undefined;

  constructor(options: HumanGathererOptions) {
    this.#options = options;
  }

  /**
   * Waits until every query is answered.
   *
   * @throws MinorantError `MNR_LABEL_PAIRS`, `MNR_LABEL_INTERRUPTED`, and what opening the file and the page throw.
   */
  async gather(
    queries: readonly PreferenceQuery[],
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<readonly (readonly number[] | null)[]> {
    if (queries.length === 0) return [];
    const wrong = queries.find(({ candidates }) => candidates.length !== 2);
    if (wrong) throw labelErrors.MNR_LABEL_PAIRS({ candidates: wrong.candidates.length });
    const journal = (this.#journal ??= await LabelJournal.open(this.#options.path));
    const asked: Pick<LabelQuestion, 'query' | 'scenes'>[] = [];
    for (const query of queries) asked.push({ query, ...(await this.#scenes(query)) });
    const questions = questionsById(asked);
    const open = (): number => [...questions.keys()].filter((id) => !journal.answers.has(id)).length;
    if (open() > 0) {
      const { session, server } = await this.#serve(journal);
      this.#options.announce(`${open()} questions are waiting at ${server.url}`);
      try {
        await session.ask(questions, signal);
      } catch (error) {
        const counts = { answered: questions.size - open(), total: questions.size };
        throw labelErrors.MNR_LABEL_INTERRUPTED({ ...counts, path: journal.path }, error);
      }
    }
    return queries.map((query) => probabilities[journal.answers.get(questionId(query))!]);
  }

  async #serve(journal: LabelJournal): Promise<{ session: LabelSession; server: LabelServer }> {
    const { seed, host, port, token } = this.#options;
    const session = (this.#session ??= new LabelSession({ journal, seed }));
    this.#server ??= await startLabelServer({ session, host, port, ...(token !== undefined && { token }) });
    return { session, server: this.#server };
  }

  async #scenes(query: PreferenceQuery): Promise<{ scenes?: readonly [ReplayScene, ReplayScene] }> {
    const segments = query.candidates.flatMap((candidate) =>
      candidate.kind === 'segment' ? [candidate.segment] : [],
    );
    const { makeEnvironment } = this.#options;
    if (segments.length < 2 || !makeEnvironment) return {};
    const environment = (this.#environment ??= await makeEnvironment());
    const [left, right] = segments.map((segment) =>
      shownClip(captureReplay(environment, segment, ''), { start: 0, length: segment.length }),
    );
    return { scenes: [left!, right!] };
  }

  /** The answers are in the file. */
  snapshot(): Snapshot {
    return { values: {} };
  }

  restore(_snapshot: Snapshot): void {
    // See snapshot.
  }

  async dispose(): Promise<void> {
    this.#environment?.dispose();
    await this.#server?.close();
    await this.#journal?.close();
  }
}
