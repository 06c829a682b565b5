import { useState, type ChangeEvent } from 'react';

/**
 * A field whose value is kept in another form than it is typed in: while somebody types, it shows what was typed, and
 * each key is taken over; afterwards it shows the value.
 */
export function useTyped(shown: string, take: (typed: string) => void) {
  const [typed, setTyped] = useState<string>();
  return {
    value: typed ?? shown,
    onChange: ({ target }: ChangeEvent<HTMLInputElement>): void => {
      setTyped(target.value);
      take(target.value);
    },
    onBlur: (): void => setTyped(undefined),
  };
}
