/**
 * What the whole service shares and no feature owns: its clock, its JSON rules, how it starts. Nothing may depend on this
 * package; the features take what it produces by injection.
 */
package sslorders;
