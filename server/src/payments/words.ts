/** Numbers that a description names; of more it says how many. */
const NAMED = 3;

/**
 * What a provider shows as what is paid: numbers of documents, which are the same in every language. Pure.
 */
export const descriptionOf = (numbers: readonly string[]): string => {
  const named = numbers.slice(0, NAMED).join(', ');
  return (numbers.length > NAMED ? `${named} + ${numbers.length - NAMED}` : named).slice(0, 200);
};
