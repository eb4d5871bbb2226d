/** Longest texts and lists of a customer, in characters (UTF-16 units) and elements. */
export const CUSTOMER_LIMITS = {
  name: 120,
  email: 254,
  phone: 40,
  line: 200,
  list: 20,
  label: 40,
  source: 80,
  text: 500,
  /** Closed addresses and withdrawn consents stay in their lists. */
  history: 200,
} as const;
