import type { enFailures } from '../en/failures.ts';

export const deFailures: Readonly<Record<keyof typeof enFailures, string>> = {
  'failure.quoted': '{text}',
  'failure.both': '{first} {second}',
  'failure.unknown': 'Das hat nicht geklappt. Mehr steht im Protokoll.',
  'failure.notUnderstood': 'Sandman hat das nicht verstanden.',
  'failure.ended': 'Sandman wurde vor der Antwort beendet.',

  'failure.alreadyStopping': 'Sie wird schon angehalten.',
  'failure.noSandbox': 'Diese Sandbox gibt es nicht mehr.',
  'failure.notRunning': 'Sie läuft nicht.',
  'failure.protected': 'Sie ist geschützt. Bitte zuerst freigeben.',
  'failure.stillRuns': 'Sie wurde als angehalten gemeldet, läuft aber noch.',
  'failure.stopUnseen': 'Es kommt keine Antwort, deshalb ist unbekannt, ob sie angehalten wurde.',
  'failure.notStopped': 'Nicht angehalten: {names}',
  'failure.timePassed': 'Diese Zeit ist schon vorbei.',
  'failure.cron': '„{cron}“ ist kein Cron-Ausdruck aus fünf Feldern.',
  'failure.cronForm': 'Das ist kein Cron-Ausdruck aus fünf Feldern, wie „{example}“.',

  'problem.settingsNotWritten':
    'Die Einstellungen waren nicht zu speichern{code, select, none {} other { ({code})}}. Sie gelten, bis Sandman beendet wird.',
  'problem.settingsUnreadable':
    'Die Datei mit den Einstellungen ist nicht lesbar ({code}). Es gelten die Voreinstellungen.',
  'problem.settingsKeptAside':
    'Die Datei mit den Einstellungen {wrong}. Sie wurde als {aside} aufgehoben, und es gelten die Voreinstellungen.',
  'problem.settingsNotMoved':
    'Die Datei mit den Einstellungen {wrong} und war nicht beiseitezulegen. Es gelten die Voreinstellungen.',
  'settingsFile.noJson': 'ist kein gültiges JSON',
  'settingsFile.noSettings': 'enthält keine Einstellungen',
  'settingsFile.newer': 'stammt von einer neueren Version von Sandman',
  'settingsFile.badValue': 'hat einen unbrauchbaren Wert bei „{place}“',
  'problem.ledgerNotWritten': 'Das Protokoll ist nicht zu schreiben{code, select, none {} other { ({code})}}.',
  'problem.journalNotWritten':
    'Die Liste der bevorstehenden Stopps ist nicht zu schreiben{code, select, none {} other { ({code})}}.',
  'problem.otherEnforcer': 'Ein anderes Sandman beobachtet schon; dieses hält von sich aus nichts an.',

  'command.timedOut': '„{command}“ hat nicht innerhalb von {seconds} s geantwortet.',
  'command.notFound': '„{command}“ wurde nicht gefunden.',
  'command.failed': '„{command}“ ist fehlgeschlagen ({outcome}).',
  'command.failedWith': '„{command}“ ist mit Code {code} fehlgeschlagen.',
  'command.notUnderstood': '„{command}“ gab eine Antwort, die nicht zu verstehen ist.',
  'command.noSbx': 'Der Befehl sbx wurde nicht gefunden.',
  'command.noDocker': 'Der Befehl docker wurde nicht gefunden.',

  'daemon.timedOut': 'Der Daemon hat nicht rechtzeitig geantwortet.',
  'daemon.tooSlow': 'Der Daemon wurde mit der Antwort nicht rechtzeitig fertig.',
  'daemon.silent': 'Der Daemon hat nicht geantwortet.',
  'daemon.brokeOff': 'Der Daemon hat die Antwort abgebrochen.',
  'daemon.tooLarge': 'Die Antwort des Daemons ist zu groß.',
  'daemon.refused': 'Der Daemon hat die Frage abgelehnt ({status}).',
  'daemon.notUnderstood': 'Der Daemon gab eine Antwort, die nicht zu verstehen ist.',
  'daemon.badList': 'Der Daemon gab eine Liste, die nicht zu verstehen ist.',
  'daemon.noSocket': 'Der Daemon nennt keinen Docker-Socket.',
  'daemon.notAsked': 'Der Daemon war nicht zu fragen.',
  'daemon.notRunning': 'Der Daemon von sbx läuft nicht, also auch keine Sandbox.',
  'daemon.foreignSocket': 'Der Socket {socket} gehört einem anderen Benutzerkonto.',
  'daemon.noSuchSocket': '{socket} ist kein Socket.',

  'engine.name': 'Die Docker Engine',
  'engine.nameAt': 'Die Docker Engine unter {where}',
  'engine.timedOut': '{engine} hat nicht rechtzeitig geantwortet.',
  'engine.unreachable': '{engine} ist nicht erreichbar ({code}).',
  'engine.forbidden': '{engine} ist für dieses Konto gesperrt.',
  'engine.noContainer': '{engine} kennt diesen Container nicht.',
  'engine.notUnderstood': '{engine} gab eine Antwort, die nicht zu verstehen ist.',
  'engine.unknown': 'Die Docker Engine ist aus unbekanntem Grund fehlgeschlagen.',
  'engine.none': 'Es wurde keine Docker Engine gefunden.',
  'runtime.unexpected': 'Ein unerwarteter Fehler; mehr im Protokoll.',
  'runtime.madeUp': 'Eine erfundene Flotte. Hier ist nichts echt.',

  'schedule.quietSentence': '{times}: {span} lang nichts anhalten',
  'schedule.stopSentence': '{times}: {span} lang anhalten, was seit {idle} untätig ist',
};
