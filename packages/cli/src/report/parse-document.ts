import { parseHTML } from 'linkedom';

/** The little of an element that is used here; the compiler's DOM library is for browsers. */
export interface DocumentElement {
  readonly textContent: string;
  readonly outerHTML: string;
  querySelector(selector: string): DocumentElement | null;
  querySelectorAll(selector: string): Iterable<DocumentElement> & { readonly length: number };
}

/** Parses HTML into a document without a browser. */
export function parseDocument(text: string): DocumentElement {
  return (parseHTML as unknown as (text: string) => { document: DocumentElement })(text).document;
}
