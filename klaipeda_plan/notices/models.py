"""Mail that waits to be sent."""

from django.db import models


class Mail(models.Model):
    """One letter in the outbox, written in the transaction of its cause and sent after it commits.

    `notices.services` writes and sends it. The text is wiped once sent: it may hold a secret link.
    """

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
