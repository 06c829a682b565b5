import css from './ui.module.css';

/**
 * Marks of providers in one colour, drawn for this portal on a 20 × 20 grid: enough to be told apart
 * beside the name, which is always said.
 */
const MARKS: Record<string, string> = {
  generic:
    'M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zm0 3.2a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2zm0 11a6.2 6.2 0 0 1-4.7-2.2c.9-1.5 2.7-2.3 4.7-2.3s3.8.8 4.7 2.3a6.2 6.2 0 0 1-4.7 2.2z',
  google: 'M10 2a8 8 0 1 0 7.9 9.4V8.6H10v2.9h4.9A5.1 5.1 0 1 1 13.4 6.2l2.1-2.1A8 8 0 0 0 10 2z',
  microsoft: 'M2.5 2.5h7v7h-7zM10.5 2.5h7v7h-7zM2.5 10.5h7v7h-7zM10.5 10.5h7v7h-7z',
  apple:
    'M12.9 1.8c.1 1.9-1.6 3.7-3.3 3.6-.2-1.8 1.5-3.5 3.3-3.6zM10.1 6.6c.8 0 1.6-.8 3-.8 1.3 0 2.6.7 3.4 1.9-2.9 1.8-2.4 5.6.5 6.8-.6 1.7-2 3.9-3.6 3.9-1.2 0-1.6-.7-3-.7s-1.8.7-3 .7C5.2 18.4 3 14.6 3 11.3c0-3.3 2.1-5.3 4.2-5.3 1.3 0 2.2.6 2.9.6z',
  linkedin:
    'M3.5 2h13A1.5 1.5 0 0 1 18 3.5v13a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 2 16.5v-13A1.5 1.5 0 0 1 3.5 2zm1.2 6.2v7h2.2v-7zm1.1-3.5a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm2.7 3.5v7h2.2v-3.6c0-1.9 2.3-2 2.3 0v3.6h2.3v-4.3c0-3.3-3.3-3.4-4.6-1.6V8.2z',
  yahoo: 'M1.5 6h3.6l2.1 5 2.1-5h3.5L7.9 17.5H4.4l1.4-3.2zM13.6 2.5h4l-3 7.2h-3.4zM12.4 11a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8z',
};

/** A decoration beside the name of a connection. */
export function ConnectionIcon({ icon }: { icon: string }) {
  return (
    <svg className={css.mark} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path fillRule="evenodd" d={MARKS[icon] ?? MARKS['generic']} />
    </svg>
  );
}
