// What TypeScript does not know: what only some browsers have, and what is made when the site is built.

declare module "*/patient_data.js" {
  export default function init(): Promise<unknown>;
  /** What is wrong with a text. */
  export function problem(text: string): string | undefined;
  /** What is to be asked about it. */
  export function question(text: string, names: boolean, masks: string): string | undefined;
}

interface Navigator {
  /** Only Apple's browsers know it, and there only an installed app is alerted. */
  standalone?: boolean;
}

interface ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

interface WindowEventMap {
  beforeinstallprompt: BeforeInstallPromptEvent;
}
