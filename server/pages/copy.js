document.querySelectorAll("button[data-copy]").forEach(function (button) {
  var input = document.getElementById(button.dataset.copy), label = button.textContent;
  button.hidden = false;
  input.addEventListener("focus", function () { input.select(); });
  button.addEventListener("click", function () {
    var done = function () {
      button.textContent = button.dataset.done;
      setTimeout(function () { button.textContent = label; }, 2000);
    };
    input.focus();
    input.select();
    if (document.execCommand("copy")) done(); // also where the page is not secure, and has no clipboard
    else if (navigator.clipboard) navigator.clipboard.writeText(input.value).then(done);
  });
});
