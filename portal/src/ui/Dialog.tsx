import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useLanguage } from '../language/LanguageProvider';
import css from './overlays.module.css';

interface DialogProps {
  title: string;
  /** `side`: slides over from the edge, for navigation on small screens. */
  place?: 'centre' | 'side';
  role?: 'dialog' | 'alertdialog';
  /** Escape, and a click beside the dialog where `role` is not `alertdialog`. */
  onClose: () => void;
  children: ReactNode;
}

/** A modal dialog. Import it lazily: it brings react-aria along. */
export function Dialog({ title, place = 'centre', role = 'dialog', onClose, children }: DialogProps) {
  const { language } = useLanguage();
  return (
    <I18nProvider locale={language}>
      <ModalOverlay
        className={css.overlay}
        isOpen
        isDismissable={role === 'dialog' && place === 'side'}
        onOpenChange={(open) => !open && onClose()}
      >
        <Modal className={place === 'side' ? css.side : css.centre}>
          <AriaDialog className={css.dialog} role={role}>
            <Heading slot="title" level={2} className={place === 'side' ? 'visually-hidden' : css.title}>
              {title}
            </Heading>
            {children}
          </AriaDialog>
        </Modal>
      </ModalOverlay>
    </I18nProvider>
  );
}
