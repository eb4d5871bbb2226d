/** A list of numbers that grows, in four bytes each. */
const FIRST = 1024;

export class NumbersList {
  #values = new Uint32Array(FIRST);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new Uint32Array(this.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  /** What is in the list, not copied: valid until the next push. */
  values(): Uint32Array {
    return this.#values.subarray(0, this.length);
  }
}
