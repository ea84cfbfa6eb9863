"""Files that people send: photos and PDFs.

Owns the rows of files and the sealed pieces that the storage keeps for them. Invariants: what was received
is sealed with the patient's data key before it is stored, piece by piece; what is handed out was decoded in
a process of its own and written anew, without the data that a camera adds; where a scanner is configured,
nothing is handed out that it has not called clean; before a file is sent, it is its uploader's alone;
afterwards it is read by who may read the patient's messages.
"""
