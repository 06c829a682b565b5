import css from './ui.module.css';

/** Outlines on a 20 × 20 grid. */
const PATHS = {
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  close: 'M5 5l10 10M15 5L5 15',
  external: 'M8 4H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-3M12 4h4v4M16 4l-7 7',
  chevrons: 'M6.5 8L10 4.5 13.5 8M6.5 12l3.5 3.5 3.5-3.5',
  home: 'M3.5 9L10 3.5 16.5 9M5.5 8v8h9V8',
  person: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4.5 16.5c.6-2.7 2.8-4 5.5-4s4.9 1.3 5.5 4',
  lock: 'M6 9V6.5a4 4 0 0 1 8 0V9M4.5 9h11v7.5h-11z',
  frame: 'M3.5 4.5h13v11h-13zM3.5 8h13',
  eye: 'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  'eye-off': 'M3 3l14 14M8.3 5.2A7.8 7.8 0 0 1 10 5c5 0 7.5 5 7.5 5a13 13 0 0 1-2 2.7M12 14.7A7.6 7.6 0 0 1 10 15c-5 0-7.5-5-7.5-5a13 13 0 0 1 3-3.5M8.5 8.5a2.2 2.2 0 0 0 3 3',
  key: 'M12.8 11.4a4.2 4.2 0 1 0-4-2.9L3.5 14v2.5H6v-2h2v-2l1.6-1.6a4.2 4.2 0 0 0 3.2.5zM13.2 6.8v.1',
  phone: 'M6.5 2.5h7a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM9 14.8h2',
  mail: 'M3 5h14v10H3zM3 5.5l7 5.5 7-5.5',
  copy: 'M7 7V4a1 1 0 0 1 1-1h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-3M4 7h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z',
  download: 'M10 3.5v9M6.5 9l3.5 3.5L13.5 9M4 16.5h12',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  alert: 'M10 6.5v4M10 13.4v.1M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z',
  info: 'M10 9.5v4M10 6.6v.1M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z',
} as const;

export type IconName = keyof typeof PATHS;

/** A decoration: what it means is always said in text beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={css.icon} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
