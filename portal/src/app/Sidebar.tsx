import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { NavLink } from 'react-router-dom';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import type { DocumentType } from '../../../plugin/documents/types';
import { useText } from '../language/useText';
import { dialogFailed } from '../parts/PartFailed';
import { part } from '../parts/part';
import { navigationQuery } from '../session/session';
import { Button } from '../ui/Button';
import { Icon, type IconName } from '../ui/Icon';
import { NewTabLink } from '../ui/NewTabLink';
import { Skeleton } from '../ui/Skeleton';
import { AccountMenu } from './AccountMenu';
import css from './shell.module.css';
import { Brand } from './Brand';
import { CustomerSwitcher } from './CustomerSwitcher';

const Drawer = part(async () => (await import('./Drawer')).default, {
  ahead: 'guards',
  failed: dialogFailed('close', ({ onClose }) => onClose()),
});

interface SidebarProps {
  session: SessionInfo;
  /** Called when somebody goes somewhere. */
  onGo?: () => void;
}

/** The organisation, whom one acts for, where one can go, and one's account. */
export function Sidebar({ session, onGo }: SidebarProps) {
  const { t } = useText();
  return (
    <>
      <div className={css.sidebarBrand}>
        <Brand />
      </div>
      {/* While a second step is owed the server opens none of this. */}
      {!session.factorOwed && <CustomerSwitcher session={session} />}
      <nav aria-label={t('nav.label')} className={css.nav}>
        {!session.factorOwed && (
          <ul role="list">
            <Entry to="/" icon="home" label={t('nav.home')} onGo={onGo} />
            <Entries details={session.abilities.customerFields} onGo={onGo} />
            {session.abilities.projects && session.rights.documents !== 'none' && (
              <Entry to="/projects" icon="list" label={t('nav.projects')} above onGo={onGo} />
            )}
            {session.abilities.sharedFiles && session.rights.documents !== 'none' && (
              <Entry to="/files" icon="box" label={t('nav.shared')} onGo={onGo} />
            )}
            {session.abilities.managePeople && session.rights.people !== 'none' && (
              <Entry to="/people" icon="people" label={t('nav.people')} onGo={onGo} />
            )}
            {session.abilities.reviews && <Entry to="/review" icon="star" label={t('nav.review')} onGo={onGo} />}
            <Entry to="/security" icon="lock" label={t('nav.security')} onGo={onGo} />
          </ul>
        )}
      </nav>
      <AccountMenu session={session} />
    </>
  );
}

interface EntryProps {
  to: string;
  icon: IconName;
  label: string;
  /** Stays the current one on the pages below it. */
  above?: boolean;
  onGo?: () => void;
}

function Entry({ to, icon, label, above = false, onGo }: EntryProps) {
  return (
    <li>
      <NavLink className={css.entry} to={to} end={!above} onClick={onGo}>
        <Icon name={icon} />
        <span>{label}</span>
      </NavLink>
    </li>
  );
}

const DOCUMENT_ICONS: Record<DocumentType, IconName> = {
  invoice: 'file',
  quote: 'tag',
  'retainer-invoice': 'calendar',
  'sales-order': 'truck',
  'credit-note': 'copy',
};

/** What the customer has, its details, and the team's own modules and tabs. */
function Entries({ details, onGo }: { details: boolean; onGo?: () => void }) {
  const { t } = useText();
  const { data, error, refetch } = useQuery(navigationQuery);
  return (
    <>
      {data?.documents.map((type) => (
        <Entry key={type} to={`/documents/${type}`} icon={DOCUMENT_ICONS[type]} label={t(`nav.documents.${type}`)} above onGo={onGo} />
      ))}
      {data?.payments && <Entry to="/payments" icon="card" label={t('nav.payments')} above onGo={onGo} />}
      {details && <Entry to="/details" icon="person" label={t('nav.details')} onGo={onGo} />}
      {data?.modules.map(({ id, name, icon }) => (
        <Entry key={id} to={`/modules/${id}`} icon={icon} label={name} above onGo={onGo} />
      ))}
      {data?.tabs.map((tab) =>
        tab.place === 'frame' ? (
          <Entry key={tab.id} to={`/tabs/${tab.id}`} icon="frame" label={tab.name} onGo={onGo} />
        ) : (
          <li key={tab.id}>
            <NewTabLink className={css.entry} href={tab.url}>
              {tab.name}
            </NewTabLink>
          </li>
        ),
      )}
      {!data && (error ? <FailedEntries retry={() => void refetch()} /> : <LoadingEntries />)}
    </>
  );
}

function FailedEntries({ retry }: { retry: () => void }) {
  const { t } = useText();
  return (
    <li className={css.entryFailed}>
      <p>{t('nav.failed')}</p>
      <Button kind="quiet" onClick={retry}>
        {t('try-again')}
      </Button>
    </li>
  );
}

const LoadingEntries = () => (
  <li className={css.loadingNav} aria-hidden="true">
    <Skeleton shapes={['line']} />
  </li>
);

/** Opens the sidebar's content over the page, where the screen is too narrow for a sidebar. */
export function MenuButton({ session }: { session: SessionInfo }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={Drawer.fetchAhead}
        onFocus={Drawer.fetchAhead}
        onClick={() => setOpen(true)}
      >
        <Icon name="menu" />
        {t('nav.open')}
      </Button>
      {open && (
        <Drawer onClose={() => setOpen(false)}>
          <Sidebar session={session} onGo={() => setOpen(false)} />
        </Drawer>
      )}
    </>
  );
}
