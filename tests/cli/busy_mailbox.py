"""A mailbox that is in use: deliver mails while a mail program moves them.

usage: busy_mailbox.py MAILDIR REPORT COUNT STOP

Delivers COUNT mails with the report text (@ID@ is replaced by a number), each
by tmp/ and a rename, while another thread does what mail programs do: it moves
new mails to cur/ and changes flags, never replacing a file.  Mails that lie
there already stay alone unless their name begins with "busy".  When all is
delivered, it goes on moving until the file STOP is there.
"""
import os
import random
import sys
import threading

maildir, report, count, stop = sys.argv[1:]
text = open(report).read()
chance = random.Random(1)


def rename(a, b):
    try:
        if not os.path.lexists(b):
            os.rename(a, b)
    except FileNotFoundError:
        pass


def deliver():
    for i in range(int(count)):
        name = f"busy{i}.host"
        with open(f"{maildir}/tmp/{name}", "w") as f:
            f.write("From: dmarc@receiver.example\nContent-Type: text/xml\n\n")
            f.write(text.replace("@ID@", str(i)))
        os.rename(f"{maildir}/tmp/{name}", f"{maildir}/new/{name}")


def read_mail():
    while not os.path.exists(stop):
        for name in os.listdir(f"{maildir}/new"):
            if chance.random() < 0.3:
                rename(f"{maildir}/new/{name}", f"{maildir}/cur/{name}:2,")
        for name in os.listdir(f"{maildir}/cur"):
            if chance.random() < 0.3:
                base, _, flags = name.partition(":2,")
                flags = set(flags) ^ {chance.choice("FR")}
                rename(
                    f"{maildir}/cur/{name}",
                    f"{maildir}/cur/{base}:2,{''.join(sorted(flags))}",
                )


threads = [threading.Thread(target=deliver), threading.Thread(target=read_mail)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
