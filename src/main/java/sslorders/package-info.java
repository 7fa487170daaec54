/**
 * What the whole service shares and no feature owns: its clock and its JSON rules. Nothing may depend on this package;
 * the features take what it produces by injection.
 */
package sslorders;
