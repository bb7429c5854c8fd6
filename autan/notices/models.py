"""Mails to people: written in the same transaction as what they tell, sent after it."""

from django.db import models


class Mail(models.Model):
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    draft_token = models.CharField(max_length=43, blank=True, db_index=True)
