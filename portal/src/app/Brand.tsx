import { portal } from '../portal-data';
import css from './shell.module.css';

/** The organisation's logo and name. */
export function Brand() {
  const { name, logoUrl } = portal.organisation;
  return (
    <span className={css.brand}>
      {logoUrl ? <img className={css.logo} src={logoUrl} alt="" /> : <Initial name={name} />}
      <span className={css.brandName}>{name}</span>
    </span>
  );
}

/** Stands in for a logo. */
function Initial({ name }: { name: string }) {
  return (
    <span className={css.initial} aria-hidden="true">
      {[...name.trim()][0]?.toLocaleUpperCase() ?? ''}
    </span>
  );
}
