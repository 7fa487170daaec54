/** Tests of the page, with a browser that runs no scripts (HtmlUnit) and with Chromium. */
package sslorders.page;
