"""Three pages: nothing, somebody signed in, and a form of eight fields by crispy-bootstrap5."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


class EightFields(forms.Form):
    name, place, kind, phone = (forms.CharField(max_length=100) for _ in range(4))
    email, when = forms.EmailField(), forms.DateField()
    score, note = forms.IntegerField(), forms.CharField(widget=forms.Textarea)


def hello(request: HttpRequest) -> HttpResponse:
    return render(request, "trivial.html", {"n": 0})


@login_required
def auth(request: HttpRequest) -> HttpResponse:
    return render(request, "trivial.html", {"n": request.user.pk})


@login_required
def crispy(request: HttpRequest) -> HttpResponse:
    return render(request, "crispy.html", {"form": EightFields()})


urlpatterns = [path("hello/", hello), path("auth/", auth), path("crispy/", crispy)]
